package io.ameles.cli;

import static io.ameles.model.receipt.TestingLog.step;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ameles.model.receipt.ReceiptFolder;
import io.ameles.model.receipt.TestingLog;
import io.ameles.schema.ReceiptStage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class VerifyCommandTest {
  private final TestingLog log = TestingLog.sample();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path temporary;
  private Path folder;

  @BeforeEach
  void write() {
    folder = temporary.resolve("receipts");
    ReceiptFolder.write(folder, log.receipts(), log.publicKeys());
  }

  @Test
  void saysOneLinePerReceiptAndASummary() {
    assertThat(execute()).as(err.toString()).isZero();
    List<String> lines = out.toString().lines().toList();
    assertThat(lines.subList(0, 8)).allMatch(line -> line.endsWith("  OK"));
    assertThat(lines.get(1)).contains("2", "APPLIED", "r-1");
    assertThat(out.toString()).contains(log.signer().keyId(), "the folder's own");
    assertThat(lines).last().isEqualTo("VERIFIED: 8 receipts");
  }

  @Test
  void saysWhatIsWrongAndExitsWithOne() throws Exception {
    Path file = folder.resolve("receipts.jsonl");
    List<String> lines = Files.readAllLines(file);
    String third = lines.get(2);
    lines.set(2, third.replace("\"index\":2", "\"index\":3"));
    Files.write(file, lines);
    assertThat(execute()).isEqualTo(Ameles.NOT_EQUAL);
    assertThat(out.toString().lines().toList().get(2)).contains("PUBLISHED", "r-1", "INCLUSION");
    assertThat(out.toString().lines()).last().asString().startsWith("NOT VERIFIED: 1 of 8");
  }

  @Test
  void saysTheSameToPrograms() throws Exception {
    assertThat(execute("--json")).isZero();
    ObjectMapper json = new ObjectMapper();
    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSize(9);
    JsonNode first = json.readTree(lines.get(0));
    assertThat(first.path("sequence").asInt()).isEqualTo(1);
    assertThat(first.path("stage").asText()).isEqualTo("ACCEPTED");
    assertThat(first.path("verified").asBoolean()).isTrue();
    JsonNode last = json.readTree(lines.get(8));
    assertThat(last.path("verified").asBoolean()).isTrue();
    assertThat(last.path("receipts").asInt()).isEqualTo(8);
    assertThat(last.path("rootHash").asText()).matches("[0-9a-f]{64}");

    Files.writeString(folder.resolve("tree-heads.jsonl"), "");
    out.getBuffer().setLength(0);
    assertThat(execute("--json")).isEqualTo(Ameles.NOT_EQUAL);
    first = json.readTree(out.toString().lines().findFirst().orElseThrow());
    assertThat(first.path("problems").get(0).path("flaw").asText()).isEqualTo("INCLUSION");
  }

  @Test
  void excerptsTrustAndEarlierFoldersAreOptions() throws Exception {
    Path earlier = temporary.resolve("earlier");
    ReceiptFolder.write(earlier, log.receipts(), log.publicKeys());
    Path trust = Files.writeString(temporary.resolve("trust.json"), log.publicKeys());
    log.epoch(step(ReceiptStage.ACCEPTED, "r-3"));
    ReceiptFolder.write(folder, log.receipts(), log.publicKeys());
    assertThat(execute("--earlier", earlier.toString(), "--trust", trust.toString())).isZero();
    assertThat(out.toString()).doesNotContain("the folder's own");

    ReceiptFolder.write(
        folder, log.receipts(), log.publicKeys(), receipt -> receipt.getSequence() == 9);
    assertThat(execute()).isEqualTo(Ameles.NOT_EQUAL);
    assertThat(execute("--excerpt")).isZero();
  }

  @Test
  void whatIsNotThereIsTold() throws Exception {
    assertThat(execute("--trust", "nowhere.json")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("nowhere.json");
    Files.writeString(folder.resolve("keys.json"), "{");
    assertThat(execute()).isEqualTo(Ameles.UNAVAILABLE);
  }

  @Test
  void requestIdsCannotCommandATerminal() {
    TestingLog hostile = new TestingLog();
    hostile.epoch(step(ReceiptStage.HELD, "r\u001b[2J\u009b\r\n     2  SEALED  r\u202e"));
    ReceiptFolder.write(folder, hostile.receipts(), hostile.publicKeys());
    assertThat(execute()).isZero();
    assertThat(out.toString()).doesNotContain("\u001b", "\u009b", "\r", "\u202e");
    assertThat(out.toString().lines().findFirst().orElseThrow()).endsWith("  OK");
  }

  /** An auditor has no broker and no cluster, and waits for none. */
  @Test
  void neitherKafkaNorFlinkIsInitialised() throws Exception {
    Path classes = temporary.resolve("classes.log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+init=info:file=" + classes,
                "-cp",
                System.getProperty("java.class.path"),
                Ameles.class.getName(),
                "verify",
                folder.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains("VERIFIED: 8 receipts");
    try (Stream<String> lines = Files.lines(classes)) {
      List<String> initialised =
          lines
              .filter(line -> line.contains("Initializing '"))
              .map(line -> line.split("'", -1)[1].replace('/', '.'))
              .filter(name -> name.matches("io\\.ameles\\..*|org\\.(apache|jose4j)\\..*"))
              .toList();
      assertThat(initialised)
          .contains("io.ameles.model.verify.receipt.ReceiptVerifier")
          .noneMatch(name -> name.matches("org\\.(apache\\.(kafka|flink)|jose4j)\\..*"));
    }
  }

  private int execute(String... options) {
    String[] all = new String[options.length + 2];
    all[0] = "verify";
    all[1] = folder.toString();
    System.arraycopy(options, 0, all, 2, options.length);
    return Ameles.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all);
  }
}
