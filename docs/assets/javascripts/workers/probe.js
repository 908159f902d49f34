// @ts-check

// The smallest worker: the diagnostic page starts it to know whether one may.
postMessage("bon");

export {};
