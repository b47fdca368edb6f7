package dev.twite.common.metrics;

import dev.twite.common.ops.Version;
import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import io.prometheus.client.hotspot.DefaultExports;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * What is measured of the process: build, JVM, file descriptors, disk. Services in one process show
 * the same figures, each on its own port; whoever adds them up counts each {@code process} of
 * {@code twite_process_info} once.
 */
public final class ProcessMetrics {
  private ProcessMetrics() {}

  /** Adds them to a service's metrics, once. */
  public static void addTo(Metrics metrics) {
    DefaultExports.register(metrics.registry());
    metrics
        .gauge("twite_build_info", "What runs; always 1", "version", "commit", "java")
        .labels(Version.current(), Version.commit(), Runtime.version().toString())
        .set(1);
    metrics
        .gauge("twite_process_info", "The process that a service is in; always 1", "process")
        // pid@host: the host is the container.
        .labels(ManagementFactory.getRuntimeMXBean().getName())
        .set(1);
    new Disk(new File(".").getAbsoluteFile()).register(metrics.registry());
  }

  /** The file system of the working directory, asked at each scrape; in a container, the host's. */
  private static final class Disk extends Collector {
    private final File folder;

    Disk(File folder) {
      this.folder = folder;
    }

    @Override
    public List<MetricFamilySamples> collect() {
      return List.of(
          new GaugeMetricFamily(
              "twite_disk_free_bytes",
              "Room on the working directory's disk",
              (double) folder.getUsableSpace()),
          new GaugeMetricFamily(
              "twite_disk_size_bytes",
              "Size of the working directory's disk",
              (double) folder.getTotalSpace()));
    }
  }
}
