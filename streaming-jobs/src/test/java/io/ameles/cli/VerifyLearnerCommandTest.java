package io.ameles.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class VerifyLearnerCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void printsATableAndWritesFiles(@TempDir Path folder) {
    Path target = folder.resolve("new");
    int code =
        execute(
            "--examples", "400", "--seeds", "1", "--scopes", "label", "--out", target.toString());
    assertThat(code).as(err.toString()).isZero();
    assertThat(out.toString()).contains("nearest-mean", "PROVEN", "evidence.json");
    assertThat(err.toString()).contains("seed 1, nearest-mean, label: PROVEN");
    assertThat(target).isDirectoryContaining("glob:**/evidence.json");
    assertThat(target).isDirectoryContaining("glob:**/accuracy.png");
  }

  @Test
  void whatCannotBeAcceptedIsNamed() {
    assertRefused("no-such-learner", "--learners", "no-such-learner");
    assertRefused("--seeds", "--seeds", "0");
    assertRefused("--device", "--device", "abacus");
    assertRefused("--dataset", "--dataset", "no-such-data");
    assertRefused("--scopes", "--scopes", "everything");
  }

  private void assertRefused(String reason, String... arguments) {
    assertThat(execute(arguments)).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains(reason);
  }

  private int execute(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "verify-learner";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Ameles.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all);
  }
}
