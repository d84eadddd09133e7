package org.atelier.benchmarks;

import static com.sun.management.GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** Knows the most memory this JVM took since it was made. */
final class MemoryWatch {
    private final Set<String> heap = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getName)
            .collect(Collectors.toSet());

    private final AtomicLong before = new AtomicLong();
    private final AtomicLong after = new AtomicLong();

    MemoryWatch() {
        ManagementFactory.getGarbageCollectorMXBeans().forEach(this::follow);
    }

    /**
     * The most so far, in bytes.
     *
     * @param heap what was on the heap just before it was collected, garbage included
     * @param live what was left on it by a collection; 0 if there was none
     * @param resident what the process had in the machine's memory, by the kernel's account
     */
    record Most(long heap, long live, long resident) {}

    private void follow(GarbageCollectorMXBean collector) {
        ((NotificationEmitter) collector)
                .addNotificationListener(
                        (notification, _) -> {
                            var collection = GarbageCollectionNotificationInfo.from(
                                            (CompositeData) notification.getUserData())
                                    .getGcInfo();
                            atLeast(before, collection.getMemoryUsageBeforeGc());
                            atLeast(after, collection.getMemoryUsageAfterGc());
                        },
                        notification -> notification.getType().equals(GARBAGE_COLLECTION_NOTIFICATION),
                        null);
    }

    private void atLeast(AtomicLong most, Map<String, MemoryUsage> pools) {
        var used = pools.entrySet().stream()
                .filter(pool -> heap.contains(pool.getKey()))
                .mapToLong(pool -> pool.getValue().getUsed())
                .sum();
        most.accumulateAndGet(used, Math::max);
    }

    Most most() throws IOException {
        var now = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        return new Most(Math.max(before.get(), now), after.get(), resident());
    }

    private static long resident() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElseThrow();
        }
    }
}
