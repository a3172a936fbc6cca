export {} // started by a thread, so nothing imports it: it is named below
