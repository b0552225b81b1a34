# Whether two values are the same, also where `==` sees no difference: 1 and 1.0, 0.0 and -0.0.
let
  inherit (builtins) all attrNames elemAt genList isAttrs isFloat isList length toJSON typeOf;
  same = a: b:
    typeOf a == typeOf b && (
      if isList a then length a == length b && all (i: same (elemAt a i) (elemAt b i)) (genList (i: i) (length a))
      else if isAttrs a then attrNames a == attrNames b && all (name: same a.${name} b.${name}) (attrNames a)
      else a == b && (!isFloat a || a != 0.0 || toJSON a == toJSON b)
    );
in
same
