package io.ameles.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Looks for byte sequences in whatever it is given. */
final class ByteSearch {
  private final SortedMap<String, byte[]> traces;

  /**
   * @param traces what to look for, by name
   */
  ByteSearch(Map<String, byte[]> traces) {
    this.traces = new TreeMap<>(traces);
  }

  /** All but those whose names begin so. */
  ByteSearch without(String prefix) {
    SortedMap<String, byte[]> others = new TreeMap<>(traces);
    others.keySet().removeIf(name -> name.startsWith(prefix));
    return new ByteSearch(others);
  }

  /** The names of what stands in {@code content}. */
  List<String> in(byte[] content) {
    return traces.entrySet().stream()
        .filter(trace -> contains(content, trace.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * "NAME in FILE" for everything found in any file below {@code folder}, names of files included.
   */
  List<String> below(Path folder) {
    List<String> found = new ArrayList<>();
    for (Path file : files(folder)) {
      try {
        in(Files.readAllBytes(file)).forEach(name -> found.add(name + " in " + file));
        in(file.toString().getBytes(StandardCharsets.UTF_8))
            .forEach(name -> found.add(name + " as " + file));
      } catch (NoSuchFileException e) {
        // Gone since it was listed.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return found;
  }

  /** Which of the traces stand in any file below {@code folder}. */
  SortedSet<String> namesBelow(Path folder) {
    SortedSet<String> names = new TreeSet<>();
    below(folder).forEach(hit -> names.add(hit.replaceFirst(" (?:in|as) /.*", "")));
    return names;
  }

  /** A folder that changes while it is listed is listed again. */
  private static List<Path> files(Path folder) {
    while (true) {
      try (Stream<Path> files = Files.walk(folder)) {
        return files.filter(Files::isRegularFile).toList();
      } catch (UncheckedIOException | IOException e) {
        boolean gone =
            e instanceof NoSuchFileException || e.getCause() instanceof NoSuchFileException;
        if (!gone || !Files.exists(folder)) {
          throw new IllegalStateException("cannot list " + folder, e);
        }
      }
    }
  }

  private static boolean contains(byte[] content, byte[] trace) {
    int last = content.length - trace.length;
    for (int at = 0; at <= last; at++) {
      int length = 0;
      while (length < trace.length && content[at + length] == trace[length]) {
        length++;
      }
      if (length == trace.length) {
        return true;
      }
    }
    return false;
  }
}
