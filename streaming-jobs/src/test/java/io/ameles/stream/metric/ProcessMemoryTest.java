package io.ameles.stream.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessMemoryTest {
  @TempDir private Path folder;

  @Test
  void residentMemoryIsReadInKibibytes() throws IOException {
    Path status = folder.resolve("status");
    Files.writeString(status, "Name:\tjava\nVmHWM:\t  99 kB\nVmRSS:\t  412344 kB\nThreads:\t9\n");

    assertThat(ProcessMemory.resident(status)).hasValue(412_344 * 1024);
  }

  @Test
  void otherSystemsSayNothing() throws IOException {
    assertThat(ProcessMemory.resident(folder.resolve("absent"))).isEmpty();
    Path status = folder.resolve("status");
    Files.writeString(status, "VmRSS:\n");
    assertThat(ProcessMemory.resident(status)).isEmpty();
  }

  @Test
  void heapIsInUse() {
    assertThat(ProcessMemory.heap()).isPositive();
  }
}
