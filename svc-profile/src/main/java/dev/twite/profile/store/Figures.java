package dev.twite.profile.store;

/** What is counted of an account; one without a row has {@link #NONE}. */
public record Figures(long followers, long following, long tweets) {
  public static final Figures NONE = new Figures(0, 0, 0);

  public Figures plus(Figures other) {
    return new Figures(
        followers + other.followers, following + other.following, tweets + other.tweets);
  }

  public Figures minus(Figures other) {
    return new Figures(
        followers - other.followers, following - other.following, tweets - other.tweets);
  }
}
