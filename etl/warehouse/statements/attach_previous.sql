ATTACH ? AS previous (READ_ONLY);
