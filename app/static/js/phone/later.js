// The views of the hour's second half. Nobody needs them in the first minute, so they are no part of the first load.

import { Asks } from "./asks.js";
import { CatchUp } from "./catch_up.js";
import { CheckOut, Closed } from "./check_out.js";
import { Commitments } from "./commitments.js";
import { Barriers, Meaning, Vote } from "./debrief.js";
import { Pulse, Reveal } from "./growth.js";
import { ObserverSheet } from "./observer.js";
import { AllSaid, Disputes, Disputing, Linking } from "./pairs.js";
import { FirstRead } from "./reads.js";
import { SecondRead } from "./second_read.js";
import { TooLate } from "./too_late.js";
import { Tray } from "./tray.js";

export {
  AllSaid, Asks, Barriers, CatchUp, CheckOut, Closed, Commitments, Disputes, Disputing, Linking, Meaning, ObserverSheet, Pulse, Reveal,
  FirstRead, SecondRead, TooLate, Tray, Vote,
};
