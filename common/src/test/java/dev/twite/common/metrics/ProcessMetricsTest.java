package dev.twite.common.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessMetricsTest {
  private final Metrics one = measured("one");

  @Test
  void theBuildIsNamed() {
    Sample build = only(one, "twite_build_info");
    assertThat(build.value).isEqualTo(1);
    assertThat(label(build, "version")).matches("[0-9]+\\.[0-9]+.*");
    assertThat(label(build, "commit")).matches("[0-9a-f]{7,40}|unknown");
    assertThat(label(build, "java")).startsWith(Integer.toString(Runtime.version().feature()));
  }

  @Test
  void servicesInOneProcessSaySo() {
    String process = label(only(one, "twite_process_info"), "process");
    assertThat(process).startsWith(ProcessHandle.current().pid() + "@");
    assertThat(label(only(measured("other"), "twite_process_info"), "process")).isEqualTo(process);
  }

  @Test
  void theDiskHasRoomWithinItsSize() {
    double size = only(one, "twite_disk_size_bytes").value;
    assertThat(only(one, "twite_disk_free_bytes").value).isPositive().isLessThanOrEqualTo(size);
  }

  @Test
  void theMachineIsMeasured() {
    assertThat(only(one, "process_start_time_seconds").value).isPositive();
    assertThat(samples(one, "jvm_memory_bytes_used")).isNotEmpty();
  }

  private static Metrics measured(String service) {
    Metrics metrics = new Metrics(service);
    ProcessMetrics.addTo(metrics);
    return metrics;
  }

  private static Sample only(Metrics metrics, String name) {
    List<Sample> found = samples(metrics, name);
    assertThat(found).as(name).hasSize(1);
    return found.getFirst();
  }

  private static List<Sample> samples(Metrics metrics, String name) {
    return Collections.list(metrics.registry().metricFamilySamples()).stream()
        .flatMap(family -> family.samples.stream())
        .filter(sample -> sample.name.equals(name))
        .toList();
  }

  private static String label(Sample sample, String name) {
    return sample.labelValues.get(sample.labelNames.indexOf(name));
  }
}
