// Have the processes what they need?
import { gauge, inside, rate, sum } from './promql.mjs';
import { choice, column, dashboard, lines, prom, row, table } from './panels.mjs';

const CHOSEN = ['service=~"$service"', 'instance=~"$instance"'];
const NAME = '{{service}} {{instance}}';

export const jvm = dashboard({
  uid: 'jvm',
  title: 'JVM',
  description: 'Processor, memory, garbage collection and threads. Services in one process show the same figures.',
  tags: ['twite-main'],
  variables: [choice('service', 'Service', 'up{job="twite"}'), choice('instance', 'Instance', 'up{job="twite", service=~"$service"}')],
  rows: [
    row('Load',
      lines({
        title: 'Processor', unit: 'none', description: 'Processors in use; 1 is one whole.',
        targets: prom(sum(rate('process_cpu_seconds_total', ...CHOSEN), 'service', 'instance'), NAME),
      }),
      lines({
        title: 'Resident memory', unit: 'bytes', description: 'What the system counts: heap, classes, threads, buffers.',
        targets: prom(sum(gauge('process_resident_memory_bytes', ...CHOSEN), 'service', 'instance'), NAME),
      }),
      lines({
        title: 'Open files', unit: 'percentunit', thresholds: [0.8], description: 'Share of the most there may be; sockets are among them.',
        targets: prom(`${gauge('process_open_fds', ...CHOSEN)} / ${gauge('process_max_fds', ...CHOSEN)}`, NAME),
      })),
    row('Disk',
      lines({
        title: 'Room on disk', unit: 'percentunit', w: 24, h: 6, description: 'Of the disk that a process works on; volumes are there too, unless put elsewhere.',
        targets: prom(`min by (instance) (${gauge('twite_disk_free_bytes', ...CHOSEN)} / ${gauge('twite_disk_size_bytes', ...CHOSEN)})`, '{{instance}}'),
      })),
    row('Memory',
      lines({
        title: 'Heap', unit: 'percentunit', thresholds: [0.85, 0.95], description: 'Share of the most there may be. What counts is where it falls back to.',
        targets: prom(`${sum(gauge('jvm_memory_bytes_used', ...CHOSEN, 'area="heap"'), 'service', 'instance')} / ${sum(gauge('jvm_memory_bytes_max', ...CHOSEN, 'area="heap"'), 'service', 'instance')}`, NAME),
      }),
      lines({
        title: 'Outside of the heap', unit: 'bytes', description: 'Classes and compiled code, and direct buffers.',
        targets: [
          prom(sum(gauge('jvm_memory_bytes_used', ...CHOSEN, 'area="nonheap"'), 'service', 'instance'), NAME),
          prom(sum(gauge('jvm_buffer_pool_used_bytes', ...CHOSEN), 'service', 'instance'), NAME + ' buffers'),
        ],
      }),
      lines({
        title: 'Time in garbage collection', unit: 'percentunit', thresholds: [0.05, 0.15], description: 'Share of the time.',
        targets: prom(inside('jvm_gc_collection_seconds', CHOSEN, 'service', 'instance'), NAME),
      })),
    row('Threads',
      lines({
        title: 'Platform threads', unit: 'short', description: 'Virtual threads are not among them.',
        targets: prom(sum(gauge('jvm_threads_current', ...CHOSEN), 'service', 'instance'), NAME),
      }),
      lines({
        title: 'Deadlocked threads', unit: 'short', thresholds: [1], description: 'Must be 0.',
        targets: prom(sum(gauge('jvm_threads_deadlocked', ...CHOSEN), 'service', 'instance'), NAME),
      }),
      lines({
        title: 'Classes', unit: 'short', description: 'Loaded at this moment; should stay level.',
        targets: prom(sum(gauge('jvm_classes_currently_loaded', ...CHOSEN), 'service', 'instance'), NAME),
      })),
    row('What runs',
      table({
        title: 'Versions', unit: 'none', w: 24, h: 12, description: 'Version, commit and Java of each instance, and how long it has run.',
        targets: prom(`(time() - ${gauge('process_start_time_seconds', ...CHOSEN)}) * on (service, instance) group_left (version, commit, java) ${gauge('twite_build_info', ...CHOSEN)}`),
        transformations: [{
          id: 'organize',
          options: {
            excludeByName: { Time: true, job: true },
            indexByName: { service: 0, instance: 1, version: 2, commit: 3, java: 4, Value: 5 },
            renameByName: { service: 'Service', instance: 'Instance', version: 'Version', commit: 'Commit', java: 'Java', Value: 'Up for' },
          },
        }],
        overrides: [column('Up for', { unit: 's' })],
      })),
  ],
});
