/** Whether each trap is set: facts about tokens and accounts in, findings out. Pure; may import {@code token}. */
@NullMarked
package io.keycanary.audit;

import org.jspecify.annotations.NullMarked;
