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
    read(folder)
        .forEach(
            (file, content) -> {
              in(content).forEach(name -> found.add(name + " in " + file));
              in(file.toString().getBytes(StandardCharsets.UTF_8))
                  .forEach(name -> found.add(name + " as " + file));
            });
    return found;
  }

  /** Which of the traces stand in any file below {@code folder}. */
  SortedSet<String> namesBelow(Path folder) {
    SortedSet<String> names = new TreeSet<>();
    read(folder).values().forEach(content -> names.addAll(in(content)));
    return names;
  }

  /** All at once, before anything is searched, because files come and go. */
  private static SortedMap<Path, byte[]> read(Path folder) {
    SortedMap<Path, byte[]> contents = new TreeMap<>();
    for (Path file : files(folder)) {
      try {
        contents.put(file, Files.readAllBytes(file));
      } catch (NoSuchFileException e) {
        // Gone since it was listed.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return contents;
  }

  /** A folder that changes while it is listed is listed again. */
  private static List<Path> files(Path folder) {
    while (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        return files.filter(Files::isRegularFile).toList();
      } catch (UncheckedIOException | IOException e) {
        if (!(e instanceof NoSuchFileException || e.getCause() instanceof NoSuchFileException)) {
          throw new IllegalStateException("cannot list " + folder, e);
        }
      }
    }
    return List.of();
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
