package dev.twite.tweet.events;

import jakarta.inject.Qualifier;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** The consumer loop for bans. */
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
public @interface ForBans {}
