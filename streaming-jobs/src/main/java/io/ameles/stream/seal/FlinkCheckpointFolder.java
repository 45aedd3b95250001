package io.ameles.stream.seal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * The folder that checkpoints are written to, on any file system that the engine knows:
 *
 * <pre>
 *   folder/RUN/chk-NUMBER/          a checkpoint; complete when it holds _metadata
 *   folder/RUN/shared/              files that incremental checkpoints share
 *   folder/RUN/taskowned/           files that outlive checkpoints
 *   folder/.../_metadata            elsewhere: a savepoint
 * </pre>
 *
 * <p>Lists; never writes.
 */
final class FlinkCheckpointFolder implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final String METADATA = "_metadata";
  private static final Pattern RUN = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern CHECKPOINT = Pattern.compile("chk-(\\d{1,18})");
  private static final Set<String> LOOSE = Set.of("shared", "taskowned");
  private static final int SAVEPOINT_DEPTH = 3;

  private final String folder;

  /**
   * @param folder its address
   */
  FlinkCheckpointFolder(String folder) {
    this.folder = folder;
  }

  /**
   * Looks at everything in it.
   *
   * @throws IOException if anything in it cannot be listed or read, or it is not there
   */
  CheckpointInventory inventory() throws IOException {
    Path root = new Path(folder);
    return new Walk(root.getFileSystem()).of(root);
  }

  /** One look. */
  private static final class Walk {
    private final FileSystem files;
    private final List<CheckpointInventory.Checkpoint> checkpoints = new ArrayList<>();
    private final List<Loose> loose = new ArrayList<>();
    private final Set<String> used = new HashSet<>();
    private int savepoints;

    private record Loose(String run, FileStatus file) {}

    Walk(FileSystem files) {
      this.files = files;
    }

    CheckpointInventory of(Path root) throws IOException {
      for (FileStatus entry : list(root)) {
        if (RUN.matcher(entry.getPath().getName()).matches()) {
          run(entry.getPath());
        } else {
          other("", entry);
        }
      }
      return new CheckpointInventory(
          checkpoints,
          savepoints,
          loose.stream()
              .map(
                  left ->
                      new CheckpointInventory.LooseFile(
                          left.run(),
                          left.file().getModificationTime(),
                          used.contains(left.file().getPath().getName())))
              .toList());
    }

    private void run(Path folder) throws IOException {
      for (FileStatus entry : list(folder)) {
        if (LOOSE.contains(entry.getPath().getName())) {
          loose(folder.getName(), entry);
        } else {
          other(folder.getName(), entry);
        }
      }
    }

    private void other(String run, FileStatus entry) throws IOException {
      Matcher checkpoint = CHECKPOINT.matcher(entry.getPath().getName());
      if (checkpoint.matches()) {
        checkpoint(run, Long.parseLong(checkpoint.group(1)), entry.getPath());
      } else if (entry.isDir()) {
        savepoints(entry.getPath(), SAVEPOINT_DEPTH);
      }
    }

    private void checkpoint(String run, long number, Path folder) throws IOException {
      FileStatus[] entries;
      try {
        entries = list(folder);
      } catch (FileNotFoundException e) {
        return; // dropped since its folder was listed
      }
      long completed = 0;
      for (FileStatus entry : entries) {
        if (entry.getPath().getName().equals(METADATA)) {
          completed = Math.max(1, entry.getModificationTime());
          use(entry.getPath());
        }
      }
      checkpoints.add(new CheckpointInventory.Checkpoint(run, number, completed));
    }

    private void use(Path metadata) throws IOException {
      try (InputStream in = files.open(metadata)) {
        used.addAll(CheckpointReferences.in(in.readAllBytes()));
      } catch (FileNotFoundException e) {
        // Dropped while it was looked at: then nothing is used by it.
      }
    }

    private void savepoints(Path folder, int depth) throws IOException {
      for (FileStatus entry : list(folder)) {
        if (entry.getPath().getName().equals(METADATA)) {
          savepoints++;
        } else if (entry.isDir() && depth > 1) {
          savepoints(entry.getPath(), depth - 1);
        }
      }
    }

    private void loose(String run, FileStatus entry) throws IOException {
      if (!entry.isDir()) {
        loose.add(new Loose(run, entry));
        return;
      }
      for (FileStatus inside : list(entry.getPath())) {
        loose(run, inside);
      }
    }

    /** Some file systems answer null for what is not there, others throw. */
    private FileStatus[] list(Path folder) throws IOException {
      FileStatus[] entries = files.listStatus(folder);
      if (entries == null) {
        throw new FileNotFoundException(folder.getName() + " is not there");
      }
      return entries;
    }
  }
}
