package dev.twite.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.multibindings.Multibinder;
import dev.twite.common.boot.Platform;
import dev.twite.common.boot.RunningService;
import dev.twite.common.boot.ServiceSpec;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.grpc.GrpcServer;
import dev.twite.common.grpc.Transport;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.TestEnv;
import dev.twite.proto.admin.v1.BanRequest;
import dev.twite.proto.admin.v1.DeadLettersRequest;
import dev.twite.proto.admin.v1.SetRoleRequest;
import dev.twite.proto.logger.v1.QueryRequest;
import io.grpc.BindableService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands, against a service on the TCP port that svc-admin has in one process too. */
class CtlIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static FakeAdmin fake;
  private static RunningService service;
  private static Map<String, String> env;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws Exception {
    fake = new FakeAdmin();
    int port = Cluster.freePort();
    Map<String, String> all = new HashMap<>(new TestEnv().asMap());
    all.put("TWITE_ADMIN_GRPC_PORT", Integer.toString(port));
    all.put("TWITE_ADMIN_OPS_PORT", Integer.toString(Cluster.freePort()));
    Transport oneProcess = Transport.inProcess("ctl-" + UUID.randomUUID(), Set.of("admin"));
    service = RunningService.start(new Admin(), new Platform(all, oneProcess, Clock.systemUTC()));
    env =
        Map.of(
            "TWITE_ADMIN_ADDR",
            "127.0.0.1:" + port,
            "TWITE_SERVICE_SECRET",
            all.get("TWITE_SERVICE_SECRET"));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void listsGoThroughTheirPages() throws Exception {
    Shell shell = Shell.run(env, "users", "find", "--limit", "115", "--json");
    assertThat(shell.exitCode()).as(shell.err()).isZero();
    JsonNode found = JSON.readTree(shell.out());
    assertThat(found).hasSize(115);
    assertThat(found.path(114).path("handle").asText()).isEqualTo("bird115");
    assertThat(found.path(0).path("id").isTextual()).isTrue();
    assertThat(Shell.run(env, "users", "find", "--limit", "200").out().lines()).hasSize(121);
    assertThat(Shell.run(env, "users", "find", "--limit", "0").exitCode()).isEqualTo(2);
  }

  @Test
  void namesMayHoldWhatTheyLikeButNoControls_S22() {
    assertThat(Shell.run(env, "users", "show", "bird7").out())
        .contains("@bird7", "Live sessions: 3")
        .doesNotContain("\u001b");
  }

  @Test
  void theFirstAdminIsMadeHere() {
    Shell shell = Shell.run(env, "roles", "grant", "@bird7", "admin");
    assertThat(shell.exitCode()).as(shell.err()).isZero();
    assertThat(shell.out()).isEqualTo("@bird7 is admin now.\n");
    assertThat(fake.asked)
        .contains(SetRoleRequest.newBuilder().setUserId(7).setRole("ADMIN").build());
  }

  @Test
  void aBanIsAskedForUnlessToldNotTo() {
    String[] line = {"users", "ban", "id:9", "--reason", "Spam", "--until", "7d"};
    Shell alone = Shell.run(env, line);
    assertThat(alone.exitCode()).isEqualTo(2);
    assertThat(alone.err()).contains("Ban account 9 until ", "add --yes");
    Shell no = Shell.answering("n\n", env, line);
    assertThat(no.exitCode()).isEqualTo(1);
    assertThat(no.err()).contains("Nothing has been done.");
    assertThat(fake.asked).noneMatch(BanRequest.class::isInstance);
    long before = System.currentTimeMillis();
    assertThat(Shell.answering("y\n", env, line).exitCode()).isZero();
    BanRequest ban =
        (BanRequest)
            fake.asked.stream().filter(BanRequest.class::isInstance).findFirst().orElseThrow();
    assertThat(ban.getUserId()).isEqualTo(9);
    assertThat(ban.getUntilMs()).isGreaterThanOrEqualTo(before + Duration.ofDays(7).toMillis());
  }

  @Test
  void nothingIsDroppedUnlessNamed() {
    assertThat(Shell.run(env, "dlt", "drop", "t.dlt", "--yes").exitCode()).isEqualTo(2);
    assertThat(Shell.run(env, "dlt", "drop", "t.dlt", "0-1", "--all", "--yes").exitCode())
        .isEqualTo(2);
    assertThat(fake.asked).noneMatch(DeadLettersRequest.class::isInstance);
    Shell shell = Shell.run(env, "dlt", "drop", "t.dlt", "0-1", "0-2", "--yes");
    assertThat(shell.out()).isEqualTo("2 are off the list.\n");
    assertThat(Shell.run(env, "dlt", "drop", "t.dlt", "--all", "-y").exitCode()).isZero();
  }

  @Test
  void refusalsEndWith1AndWrongFieldsWith2() {
    Shell nobody = Shell.run(env, "users", "show", "nobody");
    assertThat(nobody.exitCode()).isEqualTo(1);
    assertThat(nobody.err()).contains("There is no such user");
    Shell field = Shell.run(env, "users", "ban", "id:9", "-y", "--reason", "x".repeat(501));
    assertThat(field.exitCode()).isEqualTo(2);
    assertThat(field.err()).contains("reason: Has too many characters");
  }

  @Test
  void whatIsWrongIsToldByTheExitCode() {
    Shell wrong = Shell.run(env, "reconcile");
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.out()).contains("svc-like: tweet 5: 3, not 2");
    assertThat(Shell.run(env, "reconcile", "--repair").exitCode()).isZero();
    assertThat(Shell.run(env, "health").exitCode()).isZero();
    fake.healthy = false;
    try {
      Shell sick = Shell.run(env, "health");
      assertThat(sick.exitCode()).isEqualTo(1);
      assertThat(sick.out()).contains("not ready", "kafka: away");
    } finally {
      fake.healthy = true;
    }
  }

  @Test
  void linesAreReadDownwardsAndFollowed() throws Exception {
    Shell lines = Shell.run(env, "logs", "new", "--service", "tweet,feed", "--level", "warn");
    assertThat(lines.out().lines().map(line -> line.substring(line.length() - 5)))
        .containsExactly("older", "newer");
    assertThat(fake.asked)
        .anySatisfy(
            asked ->
                assertThat(asked)
                    .isInstanceOfSatisfying(
                        QueryRequest.class,
                        query -> {
                          assertThat(query.getFilter().getServicesList())
                              .containsExactly("tweet", "feed");
                          assertThat(query.getFilter().getLeastLevel()).isEqualTo("WARN");
                        }));
    Shell followed = Shell.run(env, "logs", "--follow");
    assertThat(followed.out()).contains("first", "(7 lines were too many and left out)", "last");
    Shell json = Shell.run(env, "logs", "-f", "--json");
    assertThat(json.out().lines()).hasSize(2);
    assertThat(JSON.readTree(json.out().lines().findFirst().orElseThrow()).path("message").asText())
        .isEqualTo("first");
  }

  @Test
  void whoIsNotThereOrNotTrustedIsTold() {
    Map<String, String> nobody = new HashMap<>(env);
    nobody.put("TWITE_ADMIN_ADDR", "127.0.0.1:" + Cluster.freePort());
    Shell away = Shell.run(nobody, "health");
    assertThat(away.exitCode()).isEqualTo(3);
    assertThat(away.err()).contains("Does Twite run?", "make run", "TWITE_ADMIN_ADDR");
    Map<String, String> stranger = new HashMap<>(env);
    stranger.put("TWITE_SERVICE_SECRET", "another-" + UUID.randomUUID() + UUID.randomUUID());
    Shell refused = Shell.run(stranger, "health");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("TWITE_DATA_DIR");
  }

  @Test
  void theRunsOwnSecretIsFound() throws Exception {
    Files.writeString(
        folder.resolve("secrets.env"),
        "TWITE_SERVICE_SECRET=" + env.get("TWITE_SERVICE_SECRET") + "\n");
    Map<String, String> kept =
        Map.of(
            "TWITE_DATA_DIR", folder.toString(),
            "TWITE_ADMIN_ADDR", env.get("TWITE_ADMIN_ADDR"));
    assertThat(Shell.run(kept, "health").exitCode()).isZero();
  }

  private static final class Admin implements ServiceSpec {
    @Override
    public String name() {
      return "admin";
    }

    @Override
    public Module module(ConfigReader config) {
      return new AbstractModule() {
        @Override
        protected void configure() {
          Multibinder.newSetBinder(binder(), BindableService.class).addBinding().toInstance(fake);
          bind(GrpcServer.class).in(com.google.inject.Singleton.class);
        }
      };
    }
  }
}
