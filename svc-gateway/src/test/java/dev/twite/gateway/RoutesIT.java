package dev.twite.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twite.common.boot.RunningService;
import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Route;
import dev.twite.common.identity.Role;
import dev.twite.gateway.http.Endpoints;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What holds for every route, taken from the contract and from the code. */
final class RoutesIT {
  /** Parts of pages; no part of the contract. */
  private static final Set<String> PAGE =
      Set.of("GET /docs/init.js", "GET /docs/assets/{file}", "GET /account/{file}");

  private static Gateways gateways;
  private static final Map<String, Route> ROUTES = new TreeMap<>();
  private static final Contract CONTRACT = new Contract();
  private static Client anyone;
  private static Client someone;
  private static Client boss;

  @BeforeAll
  static void start() throws Exception {
    gateways = Gateways.with();
    RunningService gateway = gateways.start();
    for (Class<? extends Endpoint> endpoint : Endpoints.ALL) {
      Route route = gateway.get(endpoint).route();
      ROUTES.put(route.toString(), route);
    }
    anyone = Gateways.clientOf(gateway);
    someone = Gateways.signedUp(anyone, "someone");
    boss = gateways.withRole(anyone, "admin");
  }

  @AfterAll
  static void stop() {
    gateways.close();
  }

  @Test
  void routesAndContractAreTheSame() {
    Set<String> served = new TreeSet<>(ROUTES.keySet());
    assertThat(Endpoints.ALL).hasSize(served.size());
    served.removeAll(PAGE);
    assertThat(served).isEqualTo(CONTRACT.operations().keySet());
  }

  @Test
  void everyRouteAsksForWhatTheContractSays_S2() {
    eachOperation(
        (name, operation) ->
            assertThat(ROUTES.get(name).access()).as(name).isEqualTo(accessOf(operation)));
  }

  @Test
  void strangersGetNothingOfWhatNeedsAnAccount_S1_S2() {
    long callsBefore = gateways.others.probe.seen().size();
    ROUTES.forEach(
        (name, route) -> {
          if (route.access() != Access.OPEN && route.access() != Access.PUBLIC) {
            Answer answer = anyone.send(route.method().name(), pathOf(route), "{}");
            assertThat(answer.status()).as(name).isEqualTo(401);
            assertThat(answer.code()).as(name).isEqualTo("unauthenticated");
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
          }
        });
    assertThat(gateways.others.probe.seen()).hasSize((int) callsBefore);
  }

  @Test
  void whatIsForARoleIsForbiddenToOthers_S2() {
    eachOperation(
        (name, operation) -> {
          Route route = ROUTES.get(name);
          if (route.access() == Access.MODERATOR || route.access() == Access.ADMIN) {
            Answer answer = someone.send(route.method().name(), pathOf(route), "{}");
            assertThat(answer.status()).as(name).isEqualTo(403);
            assertThat(answer.code()).as(name).isEqualTo("forbidden");
          }
        });
  }

  @Test
  void everyRoleGetsInWhereItMayAndNowhereElse_S1_S2() {
    for (Role role : Role.values()) {
      Client client = gateways.withRole(anyone, role.name().toLowerCase(java.util.Locale.ROOT));
      eachOperation(
          (name, operation) -> {
            Route route = ROUTES.get(name);
            if (route.access() == Access.MODERATOR || route.access() == Access.ADMIN) {
              Answer answer = client.send(route.method().name(), pathOf(route), "{}");
              assertThat(answer.code().equals("forbidden"))
                  .as("%s as %s: %s", name, role, answer)
                  .isEqualTo(!role.includes(Role.valueOf(route.access().name())));
            }
          });
    }
  }

  @Test
  void membersThatNobodyMaySetAreRefusedByName_S3() {
    eachOperation(
        (name, operation) -> {
          if (takesJson(operation)) {
            for (String member : List.of("role", "author_id", "created_at", "verified", "id")) {
              Route route = ROUTES.get(name);
              if (name.equals("PUT /v1/admin/users/{id}/role") && member.equals("role")) {
                continue;
              }
              Answer answer =
                  allowed(route)
                      .send(
                          route.method().name(), pathOf(route), "{'%s':'admin'}".formatted(member));
              assertThat(answer.status()).as(name).isEqualTo(400);
              assertThat(answer.faults()).as(name).containsExactly(member + ":unknown_field");
            }
          }
        });
  }

  @Test
  void bodiesAreJsonAndAtMost64KiB_S14() {
    String large = "{'text':'" + "x".repeat(64 << 10) + "'}";
    eachOperation(
        (name, operation) -> {
          if (takesJson(operation)) {
            Route route = ROUTES.get(name);
            String method = route.method().name();
            assertThat(quickest(() -> allowed(route).send(method, pathOf(route), large), 413))
                .as(name + " took ms")
                .isLessThanOrEqualTo(50);
            assertThat(allowed(route).send(method, pathOf(route), "").code())
                .as(name)
                .isEqualTo("malformed_json");
            assertThat(allowed(route).send(method, pathOf(route), "[]").code())
                .as(name)
                .isEqualTo("malformed_json");
            assertThat(
                    allowed(route)
                        .send(method, pathOf(route), "{}", "Content-Type", "text/plain")
                        .code())
                .as(name)
                .isEqualTo("unsupported_media_type");
          }
        });
  }

  @Test
  void pagesAreOf1To100_S14() {
    eachOperation(
        (name, operation) -> {
          if (operation.path("parameters").toString().contains("parameters/Limit")) {
            String path = pathOf(ROUTES.get(name));
            Client client = allowed(ROUTES.get(name));
            for (String limit : List.of("0", "101", "-1", "99999999999")) {
              assertThat(quickest(() -> client.get(path + "?limit=" + limit), 400))
                  .as(name + " took ms")
                  .isLessThanOrEqualTo(50);
            }
            assertThat(client.get(path + "?limit=0").faults())
                .as(name)
                .containsExactly("limit:out_of_range");
            assertThat(client.get(path + "?limit=many").faults())
                .as(name)
                .containsExactly("limit:invalid_type");
            assertThat(client.get(path + "?cursor=elsewhere").faults())
                .as(name)
                .containsExactly("cursor:invalid_cursor");
          }
        });
  }

  @Test
  void idsAreDecimalNumbersOf64Bits() {
    ROUTES.forEach(
        (name, route) -> {
          if (route.path().contains("{id}")) {
            for (String id : List.of("abc", "0", "-1", "9223372036854775808", "%31%20", "1.5")) {
              Answer answer =
                  allowed(route)
                      .send(
                          route.method().name(), route.path().replace("{id}", id), "{'text':'x'}");
              assertThat(answer.status()).as(name + " " + id).isEqualTo(400);
              assertThat(answer.faults()).as(name).containsExactly("id:invalid_format");
            }
          }
        });
  }

  @Test
  void unknownRoutesAndMethodsAreSaidSo() {
    Answer nowhere = anyone.unchecked("GET", "/v1/nowhere", null, "X-Request-Id", "my-id.1");
    assertThat(nowhere.status()).isEqualTo(404);
    assertThat(nowhere.code()).isEqualTo("not_found");
    assertThat(nowhere.header("X-Request-Id")).isEqualTo("my-id.1");
    assertThat(nowhere.body().path("request_id").asText()).isEqualTo("my-id.1");
    Answer wrong = anyone.unchecked("PUT", "/v1/tweets", null);
    assertThat(wrong.status()).isEqualTo(405);
    assertThat(wrong.code()).isEqualTo("method_not_allowed");
    assertThat(wrong.header("Allow")).isEqualTo("POST");
    assertThat(
            anyone
                .unchecked("GET", "/v1/me", null, "X-Request-Id", "not ok")
                .header("X-Request-Id"))
        .matches("[0-9a-f]{32}");
  }

  private static void eachOperation(BiConsumer<String, JsonNode> check) {
    CONTRACT.operations().forEach(check);
  }

  /** An upload is a form. */
  private static boolean takesJson(JsonNode operation) {
    return operation.path("requestBody").path("content").has("application/json");
  }

  private static Access accessOf(JsonNode operation) {
    JsonNode security = operation.path("security");
    if (security.isEmpty()) {
      return Access.OPEN;
    }
    if (security.size() > 1) {
      return Access.PUBLIC;
    }
    String role = operation.path("x-role").asText("user");
    return Access.valueOf(role.toUpperCase(java.util.Locale.ROOT));
  }

  /** Somebody who may use it. */
  private static Client allowed(Route route) {
    return route.access() == Access.MODERATOR || route.access() == Access.ADMIN ? boss : someone;
  }

  private static String pathOf(Route route) {
    return route.path().replaceAll("\\{[a-z]+}", "1001");
  }

  /** The least of some, in ms: the machine may be busy, the code may not. */
  private static long quickest(java.util.function.Supplier<Answer> call, int status) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5 || (i < 50 && least > 50); i++) {
      long start = System.nanoTime();
      assertThat(call.get().status()).isEqualTo(status);
      least = Math.min(least, (System.nanoTime() - start) / 1_000_000);
    }
    return least;
  }
}
