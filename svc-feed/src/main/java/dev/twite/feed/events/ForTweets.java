package dev.twite.feed.events;

import jakarta.inject.Qualifier;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** The consumer of svc-tweet's events. */
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
public @interface ForTweets {}
