package io.ameles.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
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
  private final boolean[] begins = new boolean[1 << 16];
  private final Map<Integer, List<String>> byPrefix = new HashMap<>();

  /**
   * @param traces what to look for, by name
   */
  ByteSearch(Map<String, byte[]> traces) {
    this.traces = new TreeMap<>(traces);
    this.traces.forEach(
        (name, trace) -> {
          begins[prefix(trace)] = true;
          byPrefix.computeIfAbsent(prefix(trace), any -> new ArrayList<>()).add(name);
        });
  }

  /** All but those whose names begin so. */
  ByteSearch without(String prefix) {
    SortedMap<String, byte[]> others = new TreeMap<>(traces);
    others.keySet().removeIf(name -> name.startsWith(prefix));
    return new ByteSearch(others);
  }

  /** The names of what stands in {@code content}. */
  SortedSet<String> in(byte[] content) {
    SortedSet<String> found = new TreeSet<>();
    int window = 0;
    for (int end = 0; end < content.length; end++) {
      window = ((window << 8) | (content[end] & 0xFF)) & 0xFFFF;
      if (end > 0 && begins[window]) {
        look(content, end - 1, byPrefix.get(window), found);
      }
    }
    return found;
  }

  private void look(byte[] content, int at, List<String> names, SortedSet<String> found) {
    for (String name : names) {
      if (isAt(at, traces.get(name), content)) {
        found.add(name);
      }
    }
  }

  /**
   * "NAME in FILE" for everything found in any file below {@code folder}, names of files included.
   */
  List<String> below(Path folder) {
    List<String> found = new ArrayList<>();
    read(folder, "")
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
    return namesBelow(folder, "");
  }

  /** The same, in files whose names end so. */
  SortedSet<String> namesBelow(Path folder, String ending) {
    SortedSet<String> names = new TreeSet<>();
    read(folder, ending).values().forEach(content -> names.addAll(in(content)));
    return names;
  }

  /** All at once, before anything is searched, because files come and go. */
  private static SortedMap<Path, byte[]> read(Path folder, String ending) {
    SortedMap<Path, byte[]> contents = new TreeMap<>();
    for (Path file : files(folder)) {
      if (!file.toString().endsWith(ending)) {
        continue;
      }
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

  private static boolean isAt(int at, byte[] trace, byte[] content) {
    return at + trace.length <= content.length
        && Arrays.equals(content, at, at + trace.length, trace, 0, trace.length);
  }

  private static int prefix(byte[] bytes) {
    return ((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF);
  }
}
