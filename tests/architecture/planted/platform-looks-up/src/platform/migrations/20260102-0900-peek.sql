create view platform.open_decision as
  select d.id from decisions.joint_decision d;
