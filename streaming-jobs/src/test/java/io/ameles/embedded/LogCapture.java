package io.ameles.embedded;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Everything that is logged meanwhile, in a file: ours from DEBUG on, the rest from INFO on. The
 * logging system is there at run time only, hence by reflection.
 */
final class LogCapture implements AutoCloseable {
  private static final String FILE = "ameles.capture";

  private final Path file;

  private LogCapture(Path file) {
    this.file = file;
  }

  static LogCapture into(Path file) throws Exception {
    System.setProperty(FILE, file.toString());
    URL settings = Objects.requireNonNull(LogCapture.class.getResource("/capture-log.xml"));
    configure(settings.toURI());
    return new LogCapture(file);
  }

  private static void configure(URI settings) throws ReflectiveOperationException {
    Object context =
        Class.forName("org.apache.logging.log4j.LogManager")
            .getMethod("getContext", boolean.class)
            .invoke(null, false);
    context.getClass().getMethod("setConfigLocation", URI.class).invoke(context, settings);
  }

  String content() throws IOException {
    return Files.readString(file);
  }

  @Override
  public void close() throws Exception {
    System.clearProperty(FILE);
    configure(Objects.requireNonNull(LogCapture.class.getResource("/log4j2.xml")).toURI());
  }
}
