package dev.twite.common.view;

/** What the reader did to a tweet. */
public record Viewer(boolean liked, boolean retweeted, boolean bookmarked) {}
