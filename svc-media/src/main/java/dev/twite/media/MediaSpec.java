package dev.twite.media;

import com.google.inject.Module;
import com.google.inject.util.Modules;
import dev.twite.common.boot.ServiceSpec;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.db.DatabaseModule;
import dev.twite.common.db.Housekeeping;
import dev.twite.common.grpc.GrpcModule;
import dev.twite.common.http.HttpModule;
import dev.twite.common.http.NoTokens;
import dev.twite.common.kafka.KafkaConfig;
import dev.twite.common.kafka.KafkaModule;
import dev.twite.common.kafka.Topic;
import dev.twite.common.limit.LimitModule;
import dev.twite.media.events.MediaEventsModule;
import dev.twite.media.grpc.MediaGrpcService;
import dev.twite.media.http.GetMedia;
import java.util.List;

/** svc-media: pictures, taken in, made safe, handed out. */
public final class MediaSpec implements ServiceSpec {
  @Override
  public String name() {
    return "media";
  }

  @Override
  public Module module(ConfigReader config) {
    Housekeeping.Expiry inbox = Housekeeping.Expiry.inbox(KafkaConfig.from(config).retention());
    return Modules.combine(
        new DatabaseModule(config, inbox),
        new KafkaModule(config, Topic.TWEET, Topic.PROFILE, Topic.USER),
        new GrpcModule(MediaGrpcService.class),
        new LimitModule(config),
        new HttpModule(config, NoTokens.class, List.of(), List.of(GetMedia.class)),
        new MediaEventsModule(),
        new MediaModule(MediaConfig.from(config)));
  }
}
