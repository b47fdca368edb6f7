package dev.twite.profile;

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
import dev.twite.common.outbox.OutboxModule;
import dev.twite.profile.grpc.ProfileGrpcService;
import dev.twite.profile.http.GetProfile;
import java.util.List;

/** svc-profile: profiles, handle lookup, counts. */
public final class ProfileSpec implements ServiceSpec {
  @Override
  public String name() {
    return "profile";
  }

  @Override
  public Module module(ConfigReader config) {
    Housekeeping.Expiry inbox = Housekeeping.Expiry.inbox(KafkaConfig.from(config).retention());
    return Modules.combine(
        new DatabaseModule(config, inbox),
        new KafkaModule(config, Topic.PROFILE, Topic.USER, Topic.FOLLOW, Topic.TWEET),
        new OutboxModule(),
        new GrpcModule(ProfileGrpcService.class),
        new HttpModule(config, NoTokens.class, List.of(), List.of(GetProfile.class)),
        new ProfileModule());
  }
}
