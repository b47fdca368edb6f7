package dev.twite.bench;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** Somebody signed in; the tokens change when the access token is renewed. */
public final class Person {
  private final long id;
  private final String handle;
  private final ReentrantLock renewing = new ReentrantLock();
  private volatile Tokens tokens;

  /** What a session is used by. */
  record Tokens(String access, String refresh) {}

  public Person(long id, String handle, String accessToken, String refreshToken) {
    this.id = id;
    this.handle = handle;
    this.tokens = new Tokens(accessToken, refreshToken);
  }

  public long id() {
    return id;
  }

  public String handle() {
    return handle;
  }

  public String accessToken() {
    return tokens.access();
  }

  /**
   * The access token that follows on one, fetched unless somebody else has fetched it meanwhile.
   *
   * @param fetch new tokens for a refresh token
   */
  String renewed(String ended, Function<String, Tokens> fetch) {
    renewing.lock();
    try {
      if (tokens.access().equals(ended)) {
        tokens = fetch.apply(tokens.refresh());
      }
      return tokens.access();
    } finally {
      renewing.unlock();
    }
  }
}
