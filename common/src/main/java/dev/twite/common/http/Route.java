package dev.twite.common.http;

import java.util.Objects;

/**
 * A method and a path, and who may use them.
 *
 * @param path with {@code {name}} for its variable parts
 */
public record Route(Method method, String path, Access access) {
  /** The methods in use. */
  public enum Method {
    GET,
    POST,
    PUT,
    PATCH,
    DELETE
  }

  public Route {
    Objects.requireNonNull(method);
    Objects.requireNonNull(path);
    Objects.requireNonNull(access);
  }

  public static Route get(String path, Access access) {
    return new Route(Method.GET, path, access);
  }

  public static Route post(String path, Access access) {
    return new Route(Method.POST, path, access);
  }

  public static Route put(String path, Access access) {
    return new Route(Method.PUT, path, access);
  }

  public static Route patch(String path, Access access) {
    return new Route(Method.PATCH, path, access);
  }

  public static Route delete(String path, Access access) {
    return new Route(Method.DELETE, path, access);
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
