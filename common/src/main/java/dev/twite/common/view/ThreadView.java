package dev.twite.common.view;

import java.util.List;

/** A tweet with what it answers, oldest first, and a page of what answers it, oldest first. */
public record ThreadView(List<TweetView> ancestors, TweetView tweet, Page<TweetView> replies) {}
