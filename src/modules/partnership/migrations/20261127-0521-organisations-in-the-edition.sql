select platform.in_edition('partnership.organisation');
