package dev.twite.common.boot;

import com.google.inject.Module;
import dev.twite.common.config.ConfigReader;

/** What makes a service: its name and its wiring. One implementation a service. */
public interface ServiceSpec {
  /** The short name: {@code tweet} for svc-tweet. */
  String name();

  /**
   * Reads the service's typed configuration and returns its modules. Only reads and keeps: a faulty
   * value reads as a placeholder until {@link ConfigReader#finish()} has reported it.
   */
  Module module(ConfigReader config);
}
