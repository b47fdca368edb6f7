package dev.twite.admin.panel.pages;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import dev.twite.admin.panel.Page;
import java.util.List;

/** Every page of the panel, and what they share. */
public final class Pages extends AbstractModule {
  public static final List<Class<? extends Page>> ALL =
      List.of(
          GetOverview.class,
          GetUsers.class,
          GetUser.class,
          PostBan.class,
          PostUnban.class,
          PostRole.class,
          GetReports.class,
          GetReport.class,
          PostAssign.class,
          PostClose.class,
          PostRemoveTweet.class,
          GetAudit.class,
          GetLogs.class,
          GetLogTail.class,
          GetDeadLetters.class,
          GetDeadLetterTopic.class,
          PostDeadLetters.class);

  @Override
  protected void configure() {
    bind(Handles.class).in(Singleton.class);
    bind(Tweets.class).in(Singleton.class);
    bind(HealthHistory.class).in(Singleton.class);
    bind(Growth.class).in(Singleton.class);
  }
}
