update decisions.joint_decision set closed = true;
