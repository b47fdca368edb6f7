package dev.twite.admin.panel.session;

import dev.twite.admin.panel.PanelConfig;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.http.Request;
import dev.twite.common.limit.Subjects;
import jakarta.inject.Inject;
import java.util.regex.Pattern;

/**
 * Which pages may talk to the panel: its own (S19). Without an address of its own the panel answers
 * only this machine, and only under the names of the loopback address, so that nobody reads along
 * and no name of somebody else's can be pointed at it.
 */
public final class Origins {
  private static final Pattern LOOPBACK =
      Pattern.compile("(127\\.0\\.0\\.1|localhost|\\[::1\\])(:[0-9]{1,5})?");

  private final PanelConfig config;

  @Inject
  Origins(PanelConfig config) {
    this.config = config;
  }

  /**
   * @throws TwiteException FORBIDDEN when the panel isn't reached under its name
   */
  public void requireOwnName(Request request) {
    String host = request.header("Host").orElse("");
    boolean own =
        config
            .origin()
            .map(origin -> origin.equals("https://" + host))
            .orElseGet(
                () ->
                    LOOPBACK.matcher(host).matches()
                        && Subjects.isLoopback(request.clientAddress()));
    if (!own) {
      throw TwiteException.of(
          ErrorCode.FORBIDDEN,
          "The panel is not at this address. It is at the one that TWITE_ADMIN_PANEL_ORIGIN names,"
              + " or without it at 127.0.0.1, for this machine alone");
    }
  }

  /**
   * What changes something must come from a page of the panel's own; every browser says where a
   * form comes from.
   *
   * @throws TwiteException FORBIDDEN
   */
  public void requireOwnPage(Request request) {
    String own = config.origin().orElseGet(() -> "http://" + request.header("Host").orElse(""));
    if (!request.header("Origin").orElse("").equals(own)) {
      throw TwiteException.of(ErrorCode.FORBIDDEN, "This form came from another site");
    }
  }
}
