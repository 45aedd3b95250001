/**
 * Which learners there are: {@link io.ameles.model.catalog.LearnerCatalog} makes one from its name
 * and settings. A new learner is a package of its own below {@code learn} and a line here.
 */
@NullMarked
package io.ameles.model.catalog;

import org.jspecify.annotations.NullMarked;
