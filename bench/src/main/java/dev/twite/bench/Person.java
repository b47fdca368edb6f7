package dev.twite.bench;

/** Somebody signed in; the tokens change when the access token is renewed. */
public final class Person {
  private final long id;
  private final String handle;
  private volatile String accessToken;
  private volatile String refreshToken;

  public Person(long id, String handle, String accessToken, String refreshToken) {
    this.id = id;
    this.handle = handle;
    this.accessToken = accessToken;
    this.refreshToken = refreshToken;
  }

  public long id() {
    return id;
  }

  public String handle() {
    return handle;
  }

  public String accessToken() {
    return accessToken;
  }

  public String refreshToken() {
    return refreshToken;
  }

  public void renew(String newAccessToken, String newRefreshToken) {
    accessToken = newAccessToken;
    refreshToken = newRefreshToken;
  }
}
