/// A disk and a key-value store in memory that fail and lose power on demand, for the tests of
/// whoever stores.
///
/// ```
/// FaultPlan plan = FaultPlan.failAt(step, FaultPlan.Fault.POWER_CUT);
/// SimulatedMachine machine = new SimulatedMachine(plan);
/// try {
///     work(machine.files(), machine.kv(families));
/// } catch (PowerCut expected) {
///     machine = machine.crash(seed, FaultPlan.none());
///     check(machine.files(), machine.kv(families));
/// }
/// ```
@NullMarked
package io.digi.storage.fake;

import org.jspecify.annotations.NullMarked;
