/**
 * Real PostgreSQL, Redis and Kafka as child processes, for {@code make run} and for tests.
 *
 * <p>The servers run on a class path of their own; nothing of them is seen by the services.
 */
package dev.twite.embedded;
