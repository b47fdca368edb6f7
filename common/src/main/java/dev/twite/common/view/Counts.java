package dev.twite.common.view;

/** How often others reacted to a tweet. */
public record Counts(long likes, long retweets, long replies, long quotes) {}
