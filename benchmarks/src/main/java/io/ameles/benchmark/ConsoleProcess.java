package io.ameles.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A console in a process of its own, as {@code ameles console} starts it, seen from outside. */
final class ConsoleProcess implements AutoCloseable {
  private static final Pattern USED = Pattern.compile("used (\\d+)K");
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

  private final Process process;
  private final URI uri;

  private ConsoleProcess(Process process, URI uri) {
    this.process = process;
    this.uri = uri;
  }

  /**
   * Starts one.
   *
   * @param heapMegabytes its {@code -Xmx}
   */
  static ConsoleProcess start(Path configuration, Map<String, String> secrets, int heapMegabytes)
      throws IOException {
    int port = freePort();
    List<String> command = new ArrayList<>();
    command.add(JAVA_HOME.resolve("bin/java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> !argument.startsWith("-X"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-Xmx" + heapMegabytes + "m",
            "-cp",
            System.getProperty("java.class.path"),
            "io.ameles.cli.Ameles",
            "console",
            "--config",
            configuration.toString(),
            "--port",
            String.valueOf(port)));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(secrets);
    builder.redirectErrorStream(true);
    builder.redirectOutput(configuration.resolveSibling("console.log").toFile());
    return new ConsoleProcess(builder.start(), URI.create("http://127.0.0.1:" + port + "/"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  URI uri() {
    return uri;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Bytes on the heap right after a full collection. */
  long liveHeap() throws IOException {
    ask("GC.run");
    return Long.parseLong(first(USED, ask("GC.heap_info"))) << 10;
  }

  /** Bytes in main memory, native ones included; 0 where the system has no such file. */
  long resident() throws IOException {
    Path status = Path.of("/proc/%d/status".formatted(process.pid()));
    return Files.exists(status)
        ? Long.parseLong(first(RESIDENT, Files.readString(status))) << 10
        : 0;
  }

  Duration processorTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private String ask(String question) throws IOException {
    Process jcmd =
        new ProcessBuilder(
                JAVA_HOME.resolve("bin/jcmd").toString(), String.valueOf(process.pid()), question)
            .redirectErrorStream(true)
            .start();
    try (BufferedReader answer = jcmd.inputReader(StandardCharsets.UTF_8);
        Stream<String> lines = answer.lines()) {
      return String.join("\n", lines.toList());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("no " + pattern + " in: " + text);
    }
    return matcher.group(1);
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
