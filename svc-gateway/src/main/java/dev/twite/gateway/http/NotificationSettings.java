package dev.twite.gateway.http;

import dev.twite.common.error.Outages;
import dev.twite.gateway.view.NotificationSettingsView;
import dev.twite.gateway.view.NotificationSettingsView.Mails;
import dev.twite.proto.email.v1.EmailGrpc.EmailBlockingStub;
import dev.twite.proto.notification.v1.GetSettingsRequest;
import dev.twite.proto.notification.v1.NotificationsGrpc.NotificationsBlockingStub;
import dev.twite.proto.notification.v1.Settings;
import io.grpc.StatusRuntimeException;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The caller's settings, which two services keep: what is told, and what is mailed. */
public final class NotificationSettings {
  // Leaves time for an answer without them.
  private static final long EMAIL_MS = 1_000;

  private final NotificationsBlockingStub notifications;
  private final EmailBlockingStub email;

  @Inject
  NotificationSettings(NotificationsBlockingStub notifications, EmailBlockingStub email) {
    this.notifications = notifications;
    this.email = email;
  }

  Settings told() {
    return notifications.getSettings(GetSettingsRequest.getDefaultInstance());
  }

  Settings putTold(Settings settings) {
    return notifications.updateSettings(settings);
  }

  dev.twite.proto.email.v1.Settings mailed() {
    return email
        .withDeadlineAfter(EMAIL_MS, TimeUnit.MILLISECONDS)
        .getSettings(dev.twite.proto.email.v1.GetSettingsRequest.getDefaultInstance());
  }

  dev.twite.proto.email.v1.Settings putMailed(dev.twite.proto.email.v1.Settings settings) {
    return email.updateSettings(settings);
  }

  /** Both, the latter only while svc-email is there. */
  NotificationSettingsView view(Settings told) {
    return NotificationSettingsView.of(told, mails().orElse(null));
  }

  private Optional<Mails> mails() {
    try {
      return Optional.of(Mails.of(mailed()));
    } catch (StatusRuntimeException failed) {
      if (Outages.isOutage(failed)) {
        return Optional.empty();
      }
      throw failed;
    }
  }
}
