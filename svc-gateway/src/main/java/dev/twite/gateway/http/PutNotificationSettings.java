package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.gateway.view.DigestName;
import dev.twite.gateway.view.NotificationSettingsView;
import dev.twite.gateway.view.NotificationSettingsView.Mails;
import dev.twite.proto.notification.v1.Settings;
import jakarta.inject.Inject;
import java.util.function.Consumer;

/** Changes the settings that are given; the others stay. */
final class PutNotificationSettings implements Endpoint {
  private final NotificationSettings settings;

  @Inject
  PutNotificationSettings(NotificationSettings settings) {
    this.settings = settings;
  }

  @Override
  public Route route() {
    return Route.put("/v1/notifications/settings", Access.USER);
  }

  @Override
  public Response handle(Request request) {
    Body body = request.body(Body.class);
    if (body.email() == null) {
      return Response.ok(settings.view(settings.putTold(told(body))));
    }
    // First what may be refused or away: then nothing has changed.
    Mails mails = Mails.of(settings.putMailed(mailed(body.email())));
    return Response.ok(NotificationSettingsView.of(settings.putTold(told(body)), mails));
  }

  private static Settings told(Body body) {
    Settings.Builder told = Settings.newBuilder();
    ifGiven(body.onlyFollowed(), told::setOnlyFollowed);
    if (body.types() != null) {
      ifGiven(body.types().like(), told::setLike);
      ifGiven(body.types().retweet(), told::setRetweet);
      ifGiven(body.types().reply(), told::setReply);
      ifGiven(body.types().mention(), told::setMention);
      ifGiven(body.types().quote(), told::setQuote);
      ifGiven(body.types().follow(), told::setFollow);
    }
    return told.build();
  }

  private static dev.twite.proto.email.v1.Settings mailed(MailsBody given) {
    var digest = given.digest() == null ? null : DigestName.parse("email.digest", given.digest());
    var mailed = dev.twite.proto.email.v1.Settings.newBuilder();
    ifGiven(given.mention(), mailed::setMention);
    ifGiven(given.reply(), mailed::setReply);
    ifGiven(given.quote(), mailed::setQuote);
    ifGiven(given.follow(), mailed::setFollow);
    ifGiven(given.newSignIn(), mailed::setNewSignIn);
    ifGiven(digest, mailed::setDigest);
    return mailed.build();
  }

  private static <T> void ifGiven(T value, Consumer<T> set) {
    if (value != null) {
      set.accept(value);
    }
  }

  record Body(TypesBody types, Boolean onlyFollowed, MailsBody email) {}

  record TypesBody(
      Boolean like,
      Boolean retweet,
      Boolean reply,
      Boolean mention,
      Boolean quote,
      Boolean follow) {}

  record MailsBody(
      Boolean mention,
      Boolean reply,
      Boolean quote,
      Boolean follow,
      Boolean newSignIn,
      String digest) {}
}
