package dev.twite.local;

import dev.twite.common.config.Secret;
import dev.twite.common.http.Json;
import dev.twite.common.identity.CallTokens;
import dev.twite.common.identity.ServiceIdentity;
import dev.twite.common.reconcile.ReconcileResult;
import dev.twite.common.reconcile.ReconcileResults;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the services of a run answered when asked to reconcile. */
final class Reconciliation {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final String SECRET = "TWITE_SERVICE_SECRET";
  // Who asks, to the services.
  private static final String SELF = "local";

  private final List<Line> lines = new ArrayList<>();
  private final List<String> silent = new ArrayList<>();
  private int asked;

  private record Line(String service, ReconcileResult result) {}

  private Reconciliation() {}

  /**
   * Asks one service after another.
   *
   * @throws LaunchException when there is no run to ask
   */
  static Reconciliation ask(Settings settings, boolean repair) throws InterruptedException {
    CallTokens tokens =
        new CallTokens(new ServiceIdentity(SELF, secretOf(settings)), Clock.systemUTC());
    Reconciliation all = new Reconciliation();
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build()) {
      for (LocalService service : settings.services()) {
        all.ask(client, tokens, service, uriOf(settings, service, repair));
      }
    }
    if (all.asked == 0) {
      throw new LaunchException(
          "Nothing runs at the ports from " + settings.ports().base() + " on: `make run` first.");
    }
    return all;
  }

  /** For people: a line a reconciler, then a few of the wrong figures. */
  String table() {
    StringBuilder text = new StringBuilder();
    text.append(row("service", "figures", "checked", "wrong", "repaired", "unsure"));
    for (Line line : lines) {
      ReconcileResult result = line.result();
      text.append(
          result.error().isEmpty()
              ? row(
                  line.service(),
                  result.name(),
                  Long.toString(result.checked()),
                  Long.toString(result.drifted()),
                  Long.toString(result.repaired()),
                  Long.toString(result.skipped()))
              : row(line.service(), result.name(), "failed: " + result.error(), "", "", ""));
    }
    for (Line line : lines) {
      for (String example : line.result().examples()) {
        text.append("  ").append(line.service()).append(": ").append(example).append('\n');
      }
    }
    if (!silent.isEmpty()) {
      text.append("Not asked: ").append(String.join(", ", silent)).append('\n');
    }
    return text.toString();
  }

  /** 1 when something is wrong and stays so, 2 when something could not be found out. */
  int exitCode() {
    if (!silent.isEmpty() || lines.stream().anyMatch(line -> !line.result().error().isEmpty())) {
      return 2;
    }
    return lines.stream().allMatch(line -> line.result().clean()) ? 0 : 1;
  }

  private void ask(HttpClient client, CallTokens tokens, LocalService service, URI uri)
      throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(LONGEST)
            .header("Authorization", "Bearer " + tokens.mint(service.name(), Optional.empty()))
            .POST(BodyPublishers.noBody())
            .build();
    try {
      HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new LaunchException(
            "%s answered %d: %s"
                .formatted(service.title(), answer.statusCode(), meaning(answer.statusCode())));
      }
      asked++;
      for (ReconcileResult result : Json.read(answer.body(), ReconcileResults.class).results()) {
        lines.add(new Line(service.title(), result));
      }
    } catch (IOException away) {
      silent.add(service.title() + " (does not answer at " + uri.getAuthority() + ")");
    }
  }

  private static String meaning(int status) {
    return switch (status) {
      case 401 -> "it has another " + SECRET + "; is TWITE_DATA_DIR that of the run?";
      case 409 -> "it is reconciling already";
      default -> "not as expected";
    };
  }

  private static Secret secretOf(Settings settings) {
    String given = settings.env().get(SECRET);
    if (given != null) {
      return new Secret(given);
    }
    return Secrets.find(settings.dataDir(), SECRET)
        .map(Secret::new)
        .orElseThrow(
            () ->
                new LaunchException(
                    "There has been no run with its data in "
                        + settings.dataDir()
                        + ": `make run` first."));
  }

  private static URI uriOf(Settings settings, LocalService service, boolean repair) {
    Map<String, String> env = settings.env();
    String port =
        env.getOrDefault(
            service.variable("OPS_PORT"), Integer.toString(settings.ports().ops(service)));
    return URI.create("http://127.0.0.1:" + port + "/reconcile?repair=" + repair);
  }

  private static String row(
      String service,
      String figures,
      String checked,
      String wrong,
      String repaired,
      String unsure) {
    return String.format(
            Locale.ROOT,
            "%-14s %-22s %12s %8s %9s %7s",
            service,
            figures,
            checked,
            wrong,
            repaired,
            unsure)
        .stripTrailing()
        .concat("\n");
  }
}
