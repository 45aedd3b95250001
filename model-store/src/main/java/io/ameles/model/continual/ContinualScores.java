package io.ameles.model.continual;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The usual numbers of continual learning, from R[i][j], T rows so far, counted from 1. Each is a
 * mean over what was measured, and empty if nothing was.
 *
 * <p>Sources: average accuracy, backward and forward transfer from Lopez-Paz and Ranzato, "Gradient
 * episodic memory for continual learning" (2017); forgetting from Chaudhry et al., "Riemannian walk
 * for incremental learning" (2018); average incremental accuracy from Rebuffi et al., "iCaRL"
 * (2017).
 *
 * @param averageAccuracy mean of R[T][j] over j up to T
 * @param incrementalAccuracy mean over the rows i of the mean of R[i][j] over j up to i
 * @param forgetting mean over j below T of the best R[l][j], l below T, less R[T][j]
 * @param backwardTransfer mean over j below T of R[T][j] less R[j][j]
 * @param forwardTransfer mean over j from 2 of R[j-1][j]. The paper takes from it the accuracy of a
 *     model that has learned nothing; here such a model answers nothing, so that is 0.
 */
public record ContinualScores(
    OptionalDouble averageAccuracy,
    OptionalDouble incrementalAccuracy,
    OptionalDouble forgetting,
    OptionalDouble backwardTransfer,
    OptionalDouble forwardTransfer) {
  static <T> ContinualScores of(AccuracyMatrix<T> matrix) {
    List<T> rows = matrix.rows();
    int last = rows.size() - 1;
    return new ContinualScores(
        seenSoFar(matrix, rows, last),
        mean(rows.size(), row -> seenSoFar(matrix, rows, row)),
        mean(last, column -> minus(best(matrix, rows, column), at(matrix, rows, last, column))),
        mean(
            last,
            column -> minus(at(matrix, rows, last, column), at(matrix, rows, column, column))),
        mean(last, row -> at(matrix, rows, row, row + 1)));
  }

  private static <T> OptionalDouble seenSoFar(AccuracyMatrix<T> matrix, List<T> rows, int row) {
    return mean(row + 1, column -> at(matrix, rows, row, column));
  }

  /** The best before the last row. */
  private static <T> OptionalDouble best(AccuracyMatrix<T> matrix, List<T> rows, int column) {
    return IntStream.range(0, rows.size() - 1)
        .mapToObj(row -> at(matrix, rows, row, column))
        .flatMapToDouble(OptionalDouble::stream)
        .max();
  }

  private static <T> OptionalDouble at(
      AccuracyMatrix<T> matrix, List<T> rows, int row, int column) {
    return matrix.at(rows.get(row), rows.get(column));
  }

  private static OptionalDouble minus(OptionalDouble one, OptionalDouble other) {
    return one.isPresent() && other.isPresent()
        ? OptionalDouble.of(one.getAsDouble() - other.getAsDouble())
        : OptionalDouble.empty();
  }

  private static OptionalDouble mean(int count, IntFunction<OptionalDouble> value) {
    return IntStream.range(0, Math.max(0, count))
        .mapToObj(value)
        .flatMapToDouble(OptionalDouble::stream)
        .average();
  }
}
