package dev.twite.gateway.view;

/** What the reader did to a tweet. */
public record Viewer(boolean liked, boolean retweeted, boolean bookmarked) {}
