package io.ameles.model.receipt;

import io.ameles.model.sign.CanonicalJson;
import io.ameles.schema.SubjectOutcome;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The hash that stands for all subjects of a request: the root (RFC 9162, section 2.1.1) of a tree
 * with one leaf per subject, so that one subject can be shown without the others.
 */
public final class SubjectRoot {
  private SubjectRoot() {}

  /**
   * Of one record's subjects. A leaf is the canonical JSON of {@code
   * {"examplesRemoved":N,"target":PSEUDONYM}}.
   *
   * @param subjects by target, ascending
   * @return 64 lower-case hexadecimal digits
   */
  public static String of(List<SubjectOutcome> subjects) {
    return root(subjects.stream().map(SubjectRoot::leaf).toList());
  }

  /**
   * Of a request that came in parts. A leaf is the 32 bytes of a part's root.
   *
   * @param roots of the parts, by index, as {@link #of} returns them
   * @return 64 lower-case hexadecimal digits
   */
  public static String ofParts(List<String> roots) {
    return root(roots.stream().map(HexFormat.of()::parseHex).toList());
  }

  private static byte[] leaf(SubjectOutcome subject) {
    return CanonicalJson.of(
        Map.of("target", subject.getTarget(), "examplesRemoved", subject.getExamplesRemoved()));
  }

  private static String root(List<byte[]> leaves) {
    return HexFormat.of().formatHex(MerkleFrontier.EMPTY.grow(leaves).after().rootHash());
  }
}
