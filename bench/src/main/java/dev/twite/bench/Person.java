package dev.twite.bench;

/** Somebody signed in; the tokens change when the access token is renewed. */
final class Person {
  private final long id;
  private final String handle;
  private volatile String accessToken;
  private volatile String refreshToken;

  Person(long id, String handle, String accessToken, String refreshToken) {
    this.id = id;
    this.handle = handle;
    this.accessToken = accessToken;
    this.refreshToken = refreshToken;
  }

  long id() {
    return id;
  }

  String handle() {
    return handle;
  }

  String accessToken() {
    return accessToken;
  }

  String refreshToken() {
    return refreshToken;
  }

  void renew(String newAccessToken, String newRefreshToken) {
    accessToken = newAccessToken;
    refreshToken = newRefreshToken;
  }
}
