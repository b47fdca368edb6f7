package dev.twite.notification.events;

import jakarta.inject.Qualifier;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** The consumer of svc-like's events. */
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
@interface ForLikes {}
