package io.ameles.stream.seal;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which files a checkpoint refers to. The engine gives files of checkpoints random names (UUIDs),
 * so a file is referred to if its name stands in the checkpoint's metadata, whatever the format of
 * that.
 */
public final class CheckpointReferences {
  private static final Pattern NAME =
      Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private CheckpointReferences() {}

  /** The names that stand in a metadata file. */
  public static Set<String> in(byte[] metadata) {
    Set<String> names = new HashSet<>();
    Matcher matcher = NAME.matcher(new String(metadata, StandardCharsets.ISO_8859_1));
    while (matcher.find()) {
      names.add(matcher.group());
    }
    return names;
  }

  /** Whether a file has a name that can be recognised in metadata. */
  public static boolean isRecognisable(String file) {
    return NAME.matcher(file).matches();
  }
}
