package io.ameles.cli;

import io.ameles.model.verify.receipt.ReceiptVerifier;
import io.ameles.model.verify.receipt.Verification;
import io.ameles.model.verify.receipt.VerificationSettings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ameles verify}. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Verifies receipts offline: signatures, the log's proofs, numbers, the order of steps.",
      "",
      "Needs nothing but a folder that ameles receipts --out or ameles demo --out wrote. Says in one"
          + " line per receipt whether it is OK, or what is wrong, and exits with 1 if anything is."
          + " A FORK means that two histories were signed."
    })
final class VerifyCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "FOLDER", description = "The folder of receipts.")
  private Path folder = Path.of("");

  @Option(
      names = "--trust",
      paramLabel = "FILE",
      description =
          "Public keys (a JSON Web Key set) that you have from elsewhere than this folder. The"
              + " folder's own show only that everything was signed by the same hand.")
  private @Nullable Path trust;

  @Option(
      names = "--earlier",
      paramLabel = "FOLDER",
      description =
          "Receipts that you verified before: the log must continue them. Without them nobody can"
              + " tell whether the newest receipts were cut off.")
  private @Nullable Path earlier;

  @Option(
      names = "--model-store",
      paramLabel = "DIR",
      description =
          "A model store, a model in it or one version: where the version of a receipt is still"
              + " there, its digests and checksums are compared too.")
  private @Nullable Path modelStore;

  @Option(
      names = "--excerpt",
      description = "The folder holds only some of the receipts, as of one request.")
  private boolean excerpt;

  @Option(
      names = "--json",
      description = "One JSON object per line: one for each receipt, then one for the folder.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    VerificationPrinter printer =
        json
            ? new VerificationPrinter.Json(spec.commandLine().getOut())
            : new VerificationPrinter.Text(spec.commandLine().getOut(), trust != null);
    Verification verification =
        new ReceiptVerifier(new VerificationSettings(folder, excerpt, trust, modelStore, earlier))
            .verify(printer::receipt);
    printer.folder(verification);
    return verification.verified() ? ExitCode.OK : Ameles.NOT_EQUAL;
  }
}
