package dev.twite.admin.panel;

import dev.twite.admin.panel.html.Forms;
import dev.twite.admin.panel.html.Link;
import dev.twite.admin.panel.html.Tag;
import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import jakarta.inject.Inject;
import java.util.Optional;

/** Where moderators and admins sign in, with the name and password of their account. */
final class GetSignIn implements Endpoint {
  private final Door door;

  @Inject
  GetSignIn(Door door) {
    this.door = door;
  }

  @Override
  public Route route() {
    return Route.get("/admin/sign-in", Access.PUBLIC);
  }

  @Override
  public Response handle(Request request) {
    String to = request.query("to").orElse("");
    return door.unguarded(
        request,
        () -> page(200, to, "", Done.of(request.query("done").orElse("")).map(Done::text)));
  }

  /**
   * The form, with what has been typed but the password.
   *
   * @param notice why it is shown again, or what has just been done
   */
  static Response page(int status, String to, String login, Optional<String> notice) {
    Tag form =
        Tag.of(
                "form",
                Forms.hidden("to", to),
                Forms.field(
                    "Handle or e-mail address",
                    Forms.text("login", login, 254)
                        .attr("autocomplete", "username")
                        .attr("autocapitalize", "none")
                        .flag("required", true)
                        .flag("autofocus", true)),
                Forms.field(
                    "Password",
                    Forms.input("password", "password", "")
                        .attr("autocomplete", "current-password")
                        .flag("required", true)),
                Forms.button("Sign in"))
            .attr("method", "post")
            .to("action", Link.to("/sign-in"));
    Tag section = Tag.of("section", Tag.of("h1", "Twite moderation"));
    notice.ifPresent(
        text ->
            section.add(
                Tag.of("p", text).css(status == 200 ? "done" : "fault").attr("role", "status")));
    return Layout.page(status, "Sign in", Layout.bare(section.add(form)));
  }
}
