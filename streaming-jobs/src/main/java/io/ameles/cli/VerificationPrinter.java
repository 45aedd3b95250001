package io.ameles.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ameles.model.verify.receipt.Problem;
import io.ameles.model.verify.receipt.ReceiptVerdict;
import io.ameles.model.verify.receipt.Verification;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells what was found out about receipts. */
sealed interface VerificationPrinter {
  /** About one receipt. */
  void receipt(ReceiptVerdict verdict);

  /** About the folder; comes last. */
  void folder(Verification verification);

  /**
   * For people.
   *
   * @param trusted whether the keys come from elsewhere than the folder
   */
  record Text(PrintWriter out, boolean trusted) implements VerificationPrinter {
    private static final String ROW = "%6s  %-17s  %s  %s";

    @Override
    public void receipt(ReceiptVerdict verdict) {
      out.println(
          ROW.formatted(
              verdict.sequence() == 0 ? "line " + verdict.line() : verdict.sequence(),
              plain(verdict.stage()),
              plain(verdict.requestId()),
              verdict.verified() ? "OK" : explain(verdict.problems())));
    }

    @Override
    public void folder(Verification verification) {
      verification
          .problems()
          .forEach(problem -> out.println("folder  " + explain(List.of(problem))));
      if (verification.logSize() > 0) {
        out.println(
            "log of model %s: %,d receipts, root %s, signed %s"
                .formatted(
                    plain(verification.model()),
                    verification.logSize(),
                    verification.rootHash(),
                    plain(verification.timestamp())));
      }
      verification.keyIds().forEach(key -> out.println("signed with key " + key));
      if (!trusted) {
        out.println(
            "The keys are the folder's own: compare their names with those that you were given, or use --trust.");
      }
      if (verification.unproven() > 0) {
        out.println(
            "%d of %d tree heads: not shown that they continue the one before."
                .formatted(verification.unproven(), verification.treeHeads()));
      }
      out.println(summary(verification));
    }

    private static String summary(Verification verification) {
      String compared =
          verification.versions() == 0
              ? ""
              : ", %,d compared with a stored version".formatted(verification.versions());
      return verification.verified()
          ? "VERIFIED: %,d receipts%s".formatted(verification.receipts(), compared)
          : "NOT VERIFIED: %,d of %,d receipts are refused, %d problems of the folder"
              .formatted(
                  verification.refused(), verification.receipts(), verification.problems().size());
    }

    private static String explain(List<Problem> problems) {
      return String.join(
          "; ",
          problems.stream()
              .map(problem -> problem.flaw() + ": " + plain(problem.message()))
              .toList());
    }

    /** What somebody else wrote must not command a terminal. */
    private static String plain(String text) {
      return text.replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]", "?");
    }
  }

  /** For programs. */
  record Json(PrintWriter out) implements VerificationPrinter {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public void receipt(ReceiptVerdict verdict) {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("line", verdict.line());
      members.put("sequence", verdict.sequence());
      members.put("stage", verdict.stage());
      members.put("requestId", verdict.requestId());
      members.put("verified", verdict.verified());
      members.put("problems", verdict.problems());
      print(members);
    }

    @Override
    public void folder(Verification verification) {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("model", verification.model());
      members.put("verified", verification.verified());
      members.put("receipts", verification.receipts());
      members.put("refused", verification.refused());
      members.put("problems", verification.problems());
      members.put("treeHeads", verification.treeHeads());
      members.put("unproven", verification.unproven());
      members.put("logSize", verification.logSize());
      members.put("rootHash", verification.rootHash());
      members.put("timestamp", verification.timestamp());
      members.put("comparedWithVersions", verification.versions());
      members.put("keys", verification.keyIds());
      print(members);
    }

    private void print(Map<String, Object> members) {
      try {
        out.println(JSON.writeValueAsString(members));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("texts and numbers can always be written", e);
      }
    }
  }
}
