package org.atelier.persistence.internal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.atelier.merge.engine.MergeStore;
import org.atelier.merge.engine.Plan;
import org.atelier.merge.engine.RowChange;

/** The real store, but for one thing that its transactions do wrong; all other methods are the real ones. */
final class Sabotage {
    /** What is done instead of applying a plan. */
    interface Applying {
        void apply(MergeTransaction transaction, Plan plan);
    }

    private final Applying applying;
    private final UnaryOperator<List<RowChange>> reverted;

    private Sabotage(Applying applying, UnaryOperator<List<RowChange>> reverted) {
        this.applying = applying;
        this.reverted = reverted;
    }

    /** A store that applies plans like this. */
    static MergeStore applying(MergeStore real, Applying applying) {
        return new Sabotage(applying, UnaryOperator.identity()).in(real);
    }

    /** A store whose way back is given these changes in place of those it should undo. */
    static MergeStore reverting(MergeStore real, UnaryOperator<List<RowChange>> reverted) {
        return new Sabotage(MergeTransaction::apply, reverted).in(real);
    }

    @SuppressWarnings("unchecked") // the signatures of MergeStore
    private MergeStore in(MergeStore real) {
        return proxy(MergeStore.class, real, (method, arguments) -> {
            if (method.equals("inTransaction")) {
                var work = (Function<MergeStore.Transaction, Object>) arguments[2];
                arguments[2] = (Function<MergeStore.Transaction, Object>)
                        transaction -> work.apply(in((MergeTransaction) transaction));
            }
            return false;
        });
    }

    @SuppressWarnings("unchecked") // the signatures of MergeStore
    private MergeStore.Transaction in(MergeTransaction real) {
        return proxy(MergeStore.Transaction.class, real, (method, arguments) -> {
            if (method.equals("apply")) {
                applying.apply(real, (Plan) arguments[0]);
                return true;
            }
            if (method.equals("revert")) {
                arguments[0] = reverted.apply((List<RowChange>) arguments[0]);
            }
            return false;
        });
    }

    /** Sees a call before the real object does; answers whether it is done with it. */
    private interface Before {
        boolean call(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, T real, Before before) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
                    if (before.call(method.getName(), arguments)) {
                        return null;
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
