package dev.twite.tweet;

import dev.twite.proto.profile.v1.GetUsersByHandleRequest;
import dev.twite.proto.profile.v1.ProfileGrpc.ProfileBlockingStub;
import dev.twite.proto.profile.v1.User;
import dev.twite.proto.tweet.v1.Mention;
import io.grpc.StatusRuntimeException;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out who is mentioned. As well as can be: while svc-profile is away a mention keeps user id
 * 0.
 */
final class Mentions {
  private static final Logger log = LoggerFactory.getLogger(Mentions.class);
  private static final Pattern HANDLE = Pattern.compile("[A-Za-z0-9_]{3,15}");

  private final ProfileBlockingStub profile;
  private final TweetConfig config;

  @Inject
  Mentions(ProfileBlockingStub profile, TweetConfig config) {
    this.profile = profile;
    this.config = config;
  }

  /** The mentions with the ids of those who have the handles. */
  List<Mention> resolve(List<Mention> mentions) {
    List<String> handles =
        mentions.stream()
            .map(mention -> key(mention.getHandle()))
            .filter(handle -> HANDLE.matcher(handle).matches())
            .distinct()
            .toList();
    if (handles.isEmpty()) {
      return mentions;
    }
    Map<String, Long> ids = idsOf(handles);
    return mentions.stream()
        .map(
            mention ->
                mention.toBuilder()
                    .setUserId(ids.getOrDefault(key(mention.getHandle()), 0L))
                    .build())
        .toList();
  }

  private Map<String, Long> idsOf(List<String> handles) {
    Map<String, Long> ids = new HashMap<>();
    try {
      for (User user :
          profile
              .withDeadlineAfter(config.profileDeadline().toMillis(), TimeUnit.MILLISECONDS)
              .getUsersByHandle(GetUsersByHandleRequest.newBuilder().addAllHandles(handles).build())
              .getUsersList()) {
        ids.put(key(user.getHandle()), user.getId());
      }
    } catch (StatusRuntimeException away) {
      log.warn("Mentions stay unresolved: {}", away.getStatus());
    }
    return ids;
  }

  private static String key(String handle) {
    return handle.toLowerCase(Locale.ROOT);
  }
}
