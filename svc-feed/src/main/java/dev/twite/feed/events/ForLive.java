package dev.twite.feed.events;

import jakarta.inject.Qualifier;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** The consumer of svc-tweet's events that tells sockets. */
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
@interface ForLive {}
