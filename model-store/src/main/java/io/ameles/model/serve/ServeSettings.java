package io.ameles.model.serve;

import io.ameles.model.encode.EncoderSettings;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What can be chosen about who answers.
 *
 * @param learner the one that is asked by default; null: the first of the version
 * @param encoder what makes features of pictures; null: pictures are refused
 */
public record ServeSettings(@Nullable String learner, @Nullable EncoderSettings encoder)
    implements Serializable {
  private static final long serialVersionUID = 1L;
}
