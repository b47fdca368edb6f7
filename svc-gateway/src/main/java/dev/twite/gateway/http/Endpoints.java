package dev.twite.gateway.http;

import dev.twite.common.http.Endpoint;
import java.util.List;

/** Every route of the gateway. */
public final class Endpoints {
  public static final List<Class<? extends Endpoint>> ALL =
      List.of(
          // auth
          PostRegister.class,
          PostLogin.class,
          PostRefresh.class,
          PostLogout.class,
          GetSessions.class,
          DeleteSession.class,
          PutPassword.class,
          PostPasswordReset.class,
          PostPasswordResetConfirm.class,
          PostVerifyEmail.class,
          PostVerifyEmailResend.class,
          GetKeySet.class,
          // mail
          GetVerifyEmailPage.class,
          GetResetPasswordPage.class,
          GetUnsubscribePage.class,
          PostUnsubscribe.class,
          GetAccountAsset.class,
          // me
          GetMe.class,
          PatchMe.class,
          DeleteMe.class,
          GetBlocks.class,
          GetMutes.class,
          GetBookmarks.class,
          // users
          GetUser.class,
          GetUserByHandle.class,
          GetUserTweets.class,
          GetUserLikes.class,
          GetFollowers.class,
          GetFollowing.class,
          // relations
          PutFollow.class,
          DeleteFollow.class,
          PutBlock.class,
          DeleteBlock.class,
          PutMute.class,
          DeleteMute.class,
          // tweets
          PostTweet.class,
          GetTweet.class,
          PatchTweet.class,
          DeleteTweet.class,
          GetEdits.class,
          GetThread.class,
          GetLikers.class,
          GetRetweeters.class,
          GetQuotes.class,
          PutLike.class,
          DeleteLike.class,
          PutRetweet.class,
          DeleteRetweet.class,
          PutBookmark.class,
          DeleteBookmark.class,
          // pictures
          PostMedia.class,
          GetPicture.class,
          // timelines
          GetHomeTimeline.class,
          GetPublicTimeline.class,
          GetHashtagTimeline.class,
          // notifications
          GetNotifications.class,
          PutNotificationsRead.class,
          GetUnreadCount.class,
          GetNotificationSettings.class,
          PutNotificationSettings.class,
          // search
          GetSearchTweets.class,
          GetSearchUsers.class,
          GetSuggest.class,
          GetTrends.class,
          GetUserSuggestions.class,
          // analytics
          GetMyAnalytics.class,
          GetTweetAnalytics.class,
          GetPlatformAnalytics.class,
          // moderation and operation
          PostReport.class,
          GetAdminUsers.class,
          GetAdminUser.class,
          PostBan.class,
          DeleteBan.class,
          PutRole.class,
          DeleteAdminTweet.class,
          GetReports.class,
          PostReportAssign.class,
          PostReportResolve.class,
          PostReportDismiss.class,
          GetAudit.class,
          GetLogs.class,
          GetAdminHealth.class,
          // live
          PostWsTicket.class,
          GetWs.class,
          // system
          GetHealth.class,
          GetReadiness.class,
          GetOpenApi.class,
          GetDocs.class,
          GetDocsScript.class,
          GetDocsAsset.class);

  private Endpoints() {}
}
